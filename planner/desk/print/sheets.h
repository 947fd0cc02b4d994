/* The functions that fill the sheets, one file each; prints.c lists them. */
#pragma once
#include "desk/print/prints.h"

/* The names under which the rules on food safety know these records (facts: 日管控, 周排查, 月调度); checklists say by `official` which one their rows serve. */
#define FOOD_DAILY "每日食品安全检查记录"
#define FOOD_WEEKLY "每周食品安全排查治理报告"
#define FOOD_MONTHLY "每月食品安全调度会议纪要"

DeskResult print_plan(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
DeskResult print_report(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
DeskResult print_contacts(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
DeskResult print_contacts_wall(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
DeskResult print_form(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
DeskResult print_daily(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
DeskResult print_daily_food(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
DeskResult print_day(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
void print_ledger(const Checklist *checklist, Sheet *sheet); /* of `form`: a register's empty page */
DeskResult print_fixes(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
DeskResult print_hours(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
DeskResult print_certificate(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
DeskResult print_notice(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
DeskResult print_index(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
DeskResult print_inspect(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
DeskResult print_food_weekly(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
DeskResult print_food_monthly(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error);
