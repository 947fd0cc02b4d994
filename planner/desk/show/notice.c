/* The notice, dated today. */
#include "desk/show/notice.h"
#include "out/notice.h"
#include <string.h>

void notice_make(const Desk *desk, const char *format, int columns, GString *out) {
  const Notice notice = {desk->plan, desk_today(desk)};
  DocumentFormat how = strcmp(format, "md") == 0     ? DOCUMENT_MARKDOWN
                       : strcmp(format, "text") == 0 ? DOCUMENT_TEXT
                                                     : DOCUMENT_HTML;
  notice_print(&notice, how, columns, out);
}
