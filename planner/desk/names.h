/* What people call things, turned into what definitions call them: departments' usual names → functions, words for kinds of store, names →
 * ids. Pure. Used where people fill in tables or answer questions instead of writing YAML. */
#pragma once
#include "model/words.h"
#include <glib.h>

/* "仓储物流部" → warehouse, logistics; 0 when the name says nothing. */
WordSet names_functions(const char *department);
/* What a department with these functions is asked first (首问). */
WordSet names_complaints(WordSet functions);

/* "浙江省" → "浙江"; NULL when there is no such province. Static. */
const char *names_province(const char *typed);
/* The nearest province to a mistyped one, NULL when none is near. */
const char *names_near_province(const char *typed);

/* One word: 网店 线上 online → KIND_ONLINE …; -1 when unknown. */
int names_kind(const char *typed);
int names_scale(const char *typed);
int names_workdays(const char *typed);
int names_complaint(const char *typed);
int names_function(const char *typed);

/* Splits at 、，, ；; / and spaces; empty parts are left out. g_strfreev. */
char **names_split(const char *typed);

/* An id that is not in `taken` (a set of strings), made from `wanted`: only [a-z0-9.-], at most 48, numbered when it is taken; added to the set.
 * `otherwise` is used where nothing of `wanted` is left. Caller frees. */
char *names_unique_id(GHashTable *taken, const char *wanted, const char *otherwise);
/* "王芳" → wang.fang */
char *names_person_id(GHashTable *taken, const char *name);
GHashTable *names_taken_new(void);
