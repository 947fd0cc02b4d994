/* `init --print-template`: the workbook to fill in. */
#pragma once
#include "desk/desk.h"

/* The bytes of the workbook; NULL when the world failed. Needs desk->tools->write_workbook. `year` names the days of the sheet 值班. */
GBytes *init_blank(const Desk *desk, int year, GError **error);
