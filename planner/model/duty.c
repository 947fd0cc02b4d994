/* The words for how a task stands. */
#include "model/duty.h"

const Word words_duty_state[] = {{"coming", "未开始"},   {"open", "未做"}, {"begun", "进行中"},
                                 {"awaiting", "待复核"}, {"done", "完成"}, {"carried", "带遗留"},
                                 {"waived", "特批"},     {NULL, NULL}};

gboolean duty_settled(DutyState state) {
  return state == DUTY_DONE || state == DUTY_CARRIED || state == DUTY_WAIVED;
}
