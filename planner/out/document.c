/* Word and WPS drop most of a style sheet when they open HTML, so every element carries its style itself and tables have borders as
 * attributes. Knows nothing of what it prints. */
#include "out/document.h"

#include "base/text.h"
#include "out/box.h"
#include "out/page.h"
#include <string.h>

#define FONT "font-family:SimSun,'Noto Serif CJK SC','Noto Sans CJK SC',serif;"
#define HEADING_FONT "font-family:SimHei,'Microsoft YaHei','Noto Sans CJK SC',sans-serif;"

static void html(Document *document, const char *open, const char *text, const char *close) {
  g_string_append(document->out, open);
  page_text(text, document->out);
  g_string_append(document->out, close);
}

static void wrapped(Document *document, const char *first, const char *rest, const char *text) {
  int room = document->columns > 0 ? MAX(document->columns - text_width(first), 10) : G_MAXINT;
  g_auto(GStrv) lines = text_wrap(text, room);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_string_append_printf(document->out, "%s%s\n", i == 0 ? first : rest, lines[i]);
  }
}

static void centred(Document *document, const char *text) {
  int left = MAX((document->columns - text_width(text)) / 2, 0);
  g_autofree char *blank = text_repeat(" ", left);
  g_string_append_printf(document->out, "%s%s\n", blank, text);
}

static gboolean taken(const Document *document, DocumentPart part, const char *text, const char *more,
                      const Grid *grid) {
  if (document->take == NULL) {
    return FALSE;
  }
  document->take(part, text, more, grid, document->data);
  return TRUE;
}

void document_open(Document *document, const char *title, const char *subtitle, gboolean practice) {
  if (taken(document, PART_TITLE, title, subtitle, NULL)) {
    return;
  }
  GString *out = document->out;
  switch (document->format) {
  case DOCUMENT_HTML:
    g_string_append(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html(document, "<title>", title, "</title>\n");
    g_string_append(
        out,
        "<style>@page{size:A4;margin:20mm 18mm}table{width:100%}th{background:#e7e6e6}thead{display:table-header-group}"
        "tr{page-break-inside:avoid}</style>\n</head>\n"
        "<body style=\"" FONT "font-size:12pt;line-height:1.6;color:#000;background:#fff;max-width:800px;"
        "margin:12pt auto;padding:0 8pt\">\n");
    if (practice) {
      g_string_append(out, "<p style=\"text-align:center;font-weight:bold;border:2px dashed #000;padding:4pt\">"
                           "演练，不作正式使用</p>\n");
    }
    html(document, "<h1 style=\"" HEADING_FONT "font-size:20pt;text-align:center;margin:6pt 0\">", title, "</h1>\n");
    html(document, "<p style=\"text-align:center;margin:0 0 12pt 0\">", subtitle, "</p>\n");
    break;
  case DOCUMENT_MARKDOWN:
    g_string_append_printf(out, "# %s\n\n%s%s\n\n", title, practice ? "**演练，不作正式使用**\n\n" : "", subtitle);
    break;
  case DOCUMENT_TEXT:
    if (practice) {
      centred(document, "【演练，不作正式使用】");
    }
    centred(document, title);
    centred(document, subtitle);
    break;
  }
}

void document_heading(Document *document, const char *text) {
  if (taken(document, PART_HEADING, text, NULL, NULL)) {
    return;
  }
  if (document->format == DOCUMENT_HTML) {
    html(document, "<h2 style=\"" HEADING_FONT "font-size:14pt;margin:14pt 0 4pt 0\">", text, "</h2>\n");
  } else {
    g_string_append_printf(document->out, document->format == DOCUMENT_MARKDOWN ? "## %s\n\n" : "\n%s\n\n", text);
  }
}

void document_subheading(Document *document, const char *text) {
  if (taken(document, PART_SUBHEADING, text, NULL, NULL)) {
    return;
  }
  if (document->format == DOCUMENT_HTML) {
    html(document, "<p style=\"font-weight:bold;margin:8pt 0 2pt 0\">", text, "</p>\n");
  } else {
    g_string_append_printf(document->out, document->format == DOCUMENT_MARKDOWN ? "### %s\n\n" : "%s\n", text);
  }
}

void document_paragraph(Document *document, const char *text) {
  if (taken(document, PART_PARAGRAPH, text, NULL, NULL)) {
    return;
  }
  if (document->format == DOCUMENT_HTML) {
    html(document, "<p style=\"margin:4pt 0\">", text, "</p>\n");
  } else if (document->format == DOCUMENT_MARKDOWN) {
    g_string_append_printf(document->out, "%s\n\n", text);
  } else {
    wrapped(document, "", "", text);
  }
}

void document_item(Document *document, int number, const char *text) {
  g_autofree char *numbered = g_strdup_printf("%d. %s", number, text);
  if (taken(document, PART_ITEM, numbered, NULL, NULL)) {
    return;
  }
  g_autofree char *label = g_strdup_printf("%d. ", number);
  if (document->format == DOCUMENT_HTML) {
    g_autofree char *open = g_strdup_printf("<p style=\"margin:2pt 0 2pt 1em\">%s", label);
    html(document, open, text, "</p>\n");
  } else if (document->format == DOCUMENT_MARKDOWN) {
    g_string_append_printf(document->out, "%s%s\n", label, text);
  } else {
    g_autofree char *first = g_strdup_printf("  %s", label);
    g_autofree char *rest = text_repeat(" ", text_width(first));
    wrapped(document, first, rest, text);
  }
}

void document_grid(Document *document, const Grid *grid) {
  if (taken(document, PART_GRID, NULL, NULL, grid)) {
    return;
  }
  if (document->format == DOCUMENT_HTML) {
    g_string_append(document->out, "<div style=\"font-size:10.5pt;line-height:1.35\">\n");
    grid_print_html(grid, document->out);
    g_string_append(document->out, "</div>\n");
  } else if (document->format == DOCUMENT_MARKDOWN) {
    g_string_append_c(document->out, '\n');
    grid_print_markdown(grid, document->out);
    g_string_append_c(document->out, '\n');
  } else {
    grid_print_text(grid, document->columns, document->out);
  }
}

void document_new_page(Document *document) {
  if (taken(document, PART_PAGE, NULL, NULL, NULL)) {
    return;
  }
  if (document->format == DOCUMENT_HTML) {
    g_string_append(document->out, "<div style=\"page-break-before:always\"></div>\n");
  } else if (document->format == DOCUMENT_MARKDOWN) {
    g_string_append(document->out, "\n---\n\n");
  } else {
    g_string_append(document->out, "\n");
  }
}

void document_signature(Document *document, const char *text) {
  if (taken(document, PART_SIGNATURE, text, NULL, NULL)) {
    return;
  }
  if (document->format == DOCUMENT_HTML) {
    html(document, "<p style=\"text-align:right;margin:14pt 0\">", text, "</p>\n");
  } else if (document->format == DOCUMENT_MARKDOWN) {
    g_string_append_printf(document->out, "\n%s\n", text);
  } else {
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_string_append_c(document->out, '\n');
    for (char **line = lines; *line != NULL; line++) {
      g_autofree char *padded = text_pad(*line, document->columns, TRUE);
      g_string_append_printf(document->out, "%s\n", padded);
    }
  }
}

void document_close(Document *document) {
  if (document->take != NULL) {
    return;
  }
  if (document->format == DOCUMENT_HTML) {
    g_string_append(document->out, "</body>\n</html>\n");
  }
}
