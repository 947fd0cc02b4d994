/* Pinyin initials of Chinese names, so that wf finds 王芳. The readings are a table generated at build time; the common surnames with a
 * reading of their own (单 shan, 曾 zeng, 解 xie …) are in pinyin_surnames. */
#pragma once
#include <glib.h>

/* "王芳" → "wf"; Latin letters and digits are kept in lower case, everything else is dropped. `surname` applies the surname readings to
 * the first one or two characters. Caller frees. */
char *pinyin_initials(const char *text, gboolean surname);
/* "王芳" → "wang.fang" with `name` (surname, dot, given name), "武林店" → "wulindian" without: what ids are made of. Only [a-z0-9.];
 * empty when nothing of the text can be spelled. Caller frees. */
char *pinyin_spell(const char *text, gboolean name);
/* The full reading without tones of one character ("wang"), NULL where unknown. */
const char *pinyin_reading(gunichar c);
