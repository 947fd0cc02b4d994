/* Messages to paste into a group chat (WeCom, DingTalk, Feishu): plain text, one @ a person, no telephone numbers, never longer than the strictest
 * of the three takes. The 【315】 in front is also the keyword that robots may demand. */
#pragma once
#include "out/dayview.h"

#define MESSAGE_BYTES 2048 /* WeCom's limit of a text message, UTF-8 */
#define MESSAGE_PREFIX "【315】"

/* Cuts a body of lines into parts of at most `limit` bytes, each beginning with `head`, followed by （1/2） where there are several. Breaks between
 * lines; a single line too long for a message is broken between characters. NULL-terminated; g_strfreev. */
char **message_split(const char *head, const char *body, gsize limit);

/* Whom it is for: a department, a person, or (both NULL) everybody. `day` must be narrowed to the same. */
char **message_of_day(const DayView *day, const Department *department, const Person *person);
