/* Counts what others found out. */
#include "desk/show/home.h"
#include "desk/sign/signed.h"

static void count_duties(HomeBoard *board) {
  const DutyBoard *duties = board->duties;
  for (guint i = 0; i < duties->now->len; i++) {
    const Duty *duty = &g_array_index(duties->duties, Duty, g_array_index(duties->now, guint, i));
    gboolean done = duty->state == DUTY_DONE, check = duty->task->task->checklist != NULL;
    board->done += done;
    board->put_off += duty->state > DUTY_DONE;
    board->checks += check;
    board->checks_done += check && done;
  }
}

static void count_registers(HomeBoard *board) {
  for (guint i = 0; i < board->registers->len; i++) {
    const RegisterCard *card = &g_array_index(board->registers, RegisterCard, i);
    board->rows_open += card->open;
    board->rows_overdue += card->overdue;
  }
}

static void count_gates(HomeBoard *board) {
  for (guint i = 0; i < board->gates->len; i++) {
    const OpenGate *gate = g_ptr_array_index(board->gates, i);
    gboolean settled = gate->waived || gate->carried;
    board->blocking += gate->blocks && !settled;
    board->carrying += !gate->blocks && !settled;
  }
}

static gboolean is_signed(const Signed *book, Day day) {
  for (guint i = 0; i < book->signatures->len; i++) {
    const Signature *signature = g_ptr_array_index(book->signatures, i);
    if (!signature->voided && signature->department == NULL && signature->first <= day && day <= signature->last) {
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean read_record(Desk *desk, HomeBoard *board, GError **error) {
  Record *record = record_of(desk, RECORD_READ, error);
  if (record == NULL || !record_clock(record, &board->clock, error)) {
    return FALSE;
  }
  Day today = desk_today(desk);
  g_autoptr(Signed) book = NULL;
  board->duties = dutyboard_new(desk, error);
  board->registers = board->duties != NULL ? registers_cards(desk, error) : NULL;
  board->gates = board->registers != NULL ? gates_open(desk, board->duties, today, today, NULL, error) : NULL;
  book = board->gates != NULL ? signed_read(desk, error) : NULL;
  if (book == NULL) {
    return FALSE;
  }
  board->signed_today = is_signed(book, today);
  board->due = signoff_due(desk, error);
  for (guint i = 0; board->due != NULL && i < board->due->len; i++) {
    const SignDue *due = g_ptr_array_index(board->due, i);
    board->due_today = board->due_today || (due->span.first <= today && today <= due->span.last);
  }
  return board->due != NULL;
}

HomeBoard *homeboard_new(Desk *desk) {
  HomeBoard *board = g_new0(HomeBoard, 1);
  g_autoptr(GError) error = NULL;
  if (read_record(desk, board, &error)) {
    count_duties(board);
    count_registers(board);
    count_gates(board);
    return board;
  }
  g_clear_pointer(&board->duties, dutyboard_free);
  g_clear_pointer(&board->registers, g_array_unref);
  g_clear_pointer(&board->gates, g_ptr_array_unref);
  g_clear_pointer(&board->due, g_ptr_array_unref);
  board->fault = g_strdup(error->message);
  return board;
}

void homeboard_free(HomeBoard *board) {
  if (board == NULL) {
    return;
  }
  dutyboard_free(board->duties);
  g_clear_pointer(&board->registers, g_array_unref);
  g_clear_pointer(&board->gates, g_ptr_array_unref);
  g_clear_pointer(&board->due, g_ptr_array_unref);
  g_free(board->fault);
  g_free(board);
}

char *homeboard_signature(const HomeBoard *board) {
  if (board->fault != NULL) {
    return g_strdup(board->fault);
  }
  if (board->clock.doubtful) {
    return g_strdup("电脑的时间往回跳过，要先在“签字”里确认时间，才能签字。");
  }
  const SignDue *oldest = board->due->len > 0 ? g_ptr_array_index(board->due, 0) : NULL;
  if (oldest != NULL && (board->due->len > 1 || !board->due_today)) {
    g_autofree char *more =
        board->due->len > 1 ? g_strdup_printf("（一共 %u 页没有签）", board->due->len) : g_strdup("");
    return g_strdup_printf("“%s”还没有签%s，请进“签字”%s。", oldest->title, more, oldest->late ? "补签" : "签上");
  }
  if (board->signed_today) {
    return g_strdup("今天已经签字。");
  }
  if (!board->due_today) {
    return g_strdup("今天不用签字。");
  }
  if (board->blocking > 0) {
    return g_strdup_printf("今天还不能签字：%u 件事挡着%s。", board->blocking,
                           board->carrying > 0 ? "，另外有没做完的" : "");
  }
  return board->carrying > 0 ? g_strdup_printf("今天可以带遗留签字：还有 %u 件没有做完。", board->carrying)
                             : g_strdup("今天没有事情挡着签字。");
}
