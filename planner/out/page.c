/* The frame of every HTML sheet. Sheets are opened from a chat on a phone, printed on whatever printer the shop has, or opened in Word and
 * WPS: so plain elements, one small style sheet, black on white, and no colour that carries meaning. Knows nothing of what is on the sheet. */
#include "out/page.h"

#include "base/text.h"

static const char style[] =
    "body{font-family:'Noto Sans CJK SC','Microsoft YaHei','PingFang "
    "SC',SimSun,sans-serif;font-size:10.5pt;line-height:1.45;"
    "color:#000;background:#fff;margin:1.2em;max-width:1200px}\n"
    "h1{font-size:17pt;text-align:center;margin:.2em 0}\n"
    "h2{font-size:12.5pt;margin:1.1em 0 .4em;border-left:5px solid #000;padding-left:.5em}\n"
    ".subtitle{text-align:center;margin:.2em 0 .9em}\n"
    ".practice{text-align:center;font-size:14pt;font-weight:bold;border:2px dashed #000;margin:.3em auto;width:14em}\n"
    "table{border-collapse:collapse;width:100%;margin:.3em 0 .6em}\n"
    "th,td{border:1px solid #000;padding:3px 5px;vertical-align:middle;text-align:left;word-break:break-word}\n"
    "td[align=right]{text-align:right}\n"
    "thead th{background:#e7e6e6;text-align:center}\n"
    "tr.sub th{background:#f3f3f3}\n"
    ".note{margin:.3em 0;font-size:9.5pt}\n"
    "@media print{body{margin:0;font-size:9pt;max-width:none}th,td{padding:2px 4px}thead{display:table-header-group}"
    "tr{break-inside:avoid}h2{break-after:avoid}thead th,tr.sub "
    "th{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n";

/* Each row a card, each cell after its heading: eleven columns do not fit on a phone. */
static const char style_cards[] =
    "@media screen and (max-width:700px){body{margin:.6em;font-size:11pt}thead{display:none}table,tbody,tr,td,tr.sub "
    "th{display:block;"
    "width:auto}tr{border:1px solid #000;margin:0 0 .7em}td{border:0;border-bottom:1px dotted #999;padding:4px 6px 4px "
    "7em;"
    "min-height:1.45em;position:relative;text-align:left}td.none{display:none}td[align=right]{text-align:left}"
    "td::before{content:attr(data-label);position:absolute;left:6px;width:6em;font-weight:bold}tr.sub{border:0;margin:."
    "8em 0 .3em}"
    "tr.sub th{border:0}}\n";

/* One sheet for the wall: nine departments and the outside offices fit on A4 landscape. */
static const char style_tight[] =
    "@media print{@page{margin:8mm}body{font-size:8.5pt;line-height:1.25}h1{font-size:14pt}th,td{padding:1px 4px}}\n";

void page_text(const char *text, GString *out) {
  g_autofree char *escaped = text_escape_html(text);
  for (const char *p = escaped; *p != '\0'; p++) {
    if (*p == '\n') {
      g_string_append(out, "<br>");
    } else {
      g_string_append_c(out, *p);
    }
  }
}

static void element(const char *open, const char *text, const char *close, GString *out) {
  g_string_append(out, open);
  page_text(text, out);
  g_string_append(out, close);
}

void page_open(const Page *page, GString *out) {
  g_string_append(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
  element("<title>", page->title, "</title>\n", out);
  g_string_append_printf(out, "<style>\n@page{size:A4 %s;margin:12mm}\n", page->landscape ? "landscape" : "portrait");
  g_string_append(out, style);
  g_string_append(out, page->tight ? style_tight : "");
  g_string_append(out, page->cards ? style_cards : "");
  g_string_append(out, page->style != NULL ? page->style : "");
  g_string_append(out, "</style>\n</head>\n<body>\n");
  if (page->practice) {
    g_string_append(out, "<p class=\"practice\">" PAGE_PRACTICE "</p>\n");
  }
  element("<h1>", page->title, "</h1>\n", out);
  if (page->subtitle != NULL) {
    element("<p class=\"subtitle\">", page->subtitle, "</p>\n", out);
  }
}

void page_heading(const char *text, GString *out) {
  element("<h2>", text, "</h2>\n", out);
}
void page_paragraph(const char *text, GString *out) {
  element("<p>", text, "</p>\n", out);
}
void page_note(const char *text, GString *out) {
  element("<p class=\"note\">", text, "</p>\n", out);
}
void page_close(GString *out) {
  g_string_append(out, "</body>\n</html>\n");
}
