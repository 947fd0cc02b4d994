/* A run as a page for those without a screen, and as JSON: rows with their answers, what stands in the way, what is next. */
#pragma once
#include "desk/runs/session.h"

typedef struct {
  const RunState *state;
  const char *key;
  gboolean begun;
  const PlanTask *task; /* may be NULL */
  RunPeople people;
  gboolean newer; /* the definition changed since it began */
  int recorded;   /* answers recorded just now; -1: it was only looked at */
} RunPage;
void runpage_text(const Desk *desk, const RunPage *page, GString *out);
void runpage_json(const Desk *desk, const RunPage *page, GString *out);
/* 合格, 3 天, 不适用（没有这种货）: an answer as people read it; "" when there is none. Caller frees. */
char *runpage_answer(const ChecklistItem *item, const Answer *cell);
/* 照片 1.jpg; 一号夹 第3页（王芳）; https://… Caller frees. */
char *runpage_evidence(const Evidence *evidence);
