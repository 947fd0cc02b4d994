/* Short texts that several views say alike. Caller frees what is not const. */
#pragma once
#include "tui/app.h"

const char *phrase_mark(const Duty *duty); /* [x] is done; carried and released are [-] */
char *phrase_state(const Duty *duty);      /* 待做, 3/12 项, 等复核, 完成, 补录, 带遗留, 特批 */
char *phrase_progress(const Duty *duty);   /* 做了 3 项，共 12 项; "" where nothing was begun */
char *phrase_done(const Store *store, const Duty *duty);            /* 完成：王芳，3月12日 09:05; "" */
char *phrase_owner(const PlanTask *task);                           /* 王芳 · 客服部 */
const char *phrase_checklist(const Scene *scene, const char *id);   /* its title; the id of one that is not there */
const char *phrase_person(const Store *store, const char *id);      /* the name; the id of somebody who left */
char *phrase_instant(const Store *store, gint64 utc_ms);            /* 3月12日 09:05 */
char *phrase_adhoc(const Scene *scene, const Checklist *checklist); /* the key of its run of today outside all tasks */
