/* A sheet as JSON: the same words in the same order, for programs, and for the test that holds every PDF's text against it. */
#pragma once
#include "paper/sheet.h"

/* {"schema":1,"sheet","store","licence_name","date","practice","provisional","printed","blocks":[…]}. Every block has "kind"; tables and bars have
 * "columns" [{"key","title"}] and rows as objects by key; a group row is {"group":TEXT}; a cell with a box is {"tick","text"}. */
void sheet_print_json(const Sheet *sheet, GString *out);
