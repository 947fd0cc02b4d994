/* 投诉工作部署通知: the formal notice that a shop hands to its departments before the campaign, with a receipt sheet. Formal words only, no
 * private numbers: a photograph of it may end up anywhere. */
#pragma once
#include "model/plan.h"
#include "out/document.h"

typedef struct {
  const Plan *plan;
  Day date; /* of issue */
} Notice;

/* 8 hex digits over all that the notice says except the date. */
char *notice_version(const Notice *notice);
void notice_print(const Notice *notice, DocumentFormat format, int columns, GString *out);
/* Its parts one by one, for paper. */
void notice_tell(const Notice *notice, DocumentTake take, gpointer data);
