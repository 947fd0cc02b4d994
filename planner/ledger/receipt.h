/* A receipt: one line of text that leaves the store (printed book, group chat) and so pins the record down from outside.
 *
 *   315签字回执｜hz-wulin｜杭州武林店｜2027-03-12｜刘洋｜按时｜遗留 2 项｜第 1284 条｜3F2A-91BC-07DE-55A0｜校验 7K
 *
 * A rehearsal begins 315演练回执. The two check characters are ISO/IEC 7064 MOD 1271-36 over the seven fields before them and the first word: the standard's
 * only system with two check characters for letters and digits, which finds every single wrong character, every two neighbours swapped (but for
 * rare pairs) and all but one in 1,271 of other mistakes. It takes 0-9 and A-Z; every other character goes in as the six hexadecimal digits
 * of its code point, so a wrong Chinese character is found like any other mistake. Blanks, full-width forms and the case of letters do
 * not count: chat programs change them. The check says that the line was copied well, never that it is true: that is verify's to say. */
#pragma once
#include "model/entry.h"

enum { RECEIPT_HEAD = 8 }; /* bytes of the entry's hash that are shown, as 16 hexadecimal digits */

typedef struct {
  gboolean practice;
  char *store;  /* id */
  char *name;   /* of the store */
  char *period; /* 2027-03-12, or what a phase is called by */
  char *signer; /* name */
  gboolean late;
  int open_items;  /* 遗留 */
  gint64 sequence; /* of the signature's entry */
  guint8 head[RECEIPT_HEAD];
} Receipt; /* owns its texts */
void receipt_free(Receipt *receipt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Receipt, receipt_free)

/* The line, without a newline. A ｜ inside a text becomes a blank. */
char *receipt_text(const Receipt *receipt);

/* One line of a pasted chat. FALSE with *problem NULL: no receipt stands in it. FALSE with *problem: one does, but was mistyped; a Chinese sentence,
 * owned by the caller. What stands before the receipt (the chat's name and time) is passed over. */
gboolean receipt_parse(const char *line, Receipt **receipt, char **problem);

/* All that a line of a pasted chat holds, folded, each from its first word to the next one's; also what only seems to be one, and a line whose first word is damaged. Returns how many. */
typedef void (*ReceiptVisit)(const char *piece, gpointer data);
guint receipt_scan(const char *line, ReceiptVisit visit, gpointer data);
/* Such a piece: FALSE with *problem when it was mistyped. */
gboolean receipt_read(const char *piece, Receipt **receipt, char **problem);
