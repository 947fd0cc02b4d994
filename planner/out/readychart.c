/* Coordinates are computed from points with integers. Knows what to draw, not what it means: that stands in out/readywords. */
#include "out/readychart.h"

enum { BAR_WIDTH = 300, BAR_HEIGHT = 14 };
enum { WIDTH = 400, HEIGHT = 220, LEFT = 40, RIGHT = 384, TOP = 24, BOTTOM = 188 };

void readychart_patterns(GString *out) {
  g_string_append(
      out, "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\"><defs>"
           "<pattern id=\"off\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
           "<path d=\"M-1,7L7,-1M-1,1L1,-1M5,7L7,5\" stroke=\"#000\" stroke-width=\"1\"/></pattern>"
           "<pattern id=\"late\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\">"
           "<rect width=\"4\" height=\"4\" fill=\"#fff\"/><circle cx=\"2\" cy=\"2\" r=\"1.1\" fill=\"#000\"/></pattern>"
           "</defs></svg>\n");
}

static int part_of(gint64 points, gint64 total, int width) {
  return total > 0 ? (int)(points * width / total) : 0;
}

static int block(int from, int to, const char *fill, GString *out) {
  if (to > from) {
    g_string_append_printf(out, "<rect x=\"%d\" y=\"3\" width=\"%d\" height=\"%d\" fill=\"%s\"/>", from, to - from,
                           BAR_HEIGHT - 6, fill);
  }
  return MAX(from, to);
}

void readychart_bar(const Readiness *readiness, const ReadySum *sum, GString *out) {
  gint64 total = sum->points[READY_TOTAL], so_far = sum->points[READY_DONE];
  g_string_append_printf(out,
                         "<svg class=\"bar\" viewBox=\"0 0 %d %d\" role=\"img\"><rect x=\".5\" y=\"2.5\" width=\"%d\" "
                         "height=\"%d\" fill=\"#fff\" stroke=\"#000\"/>",
                         BAR_WIDTH + 1, BAR_HEIGHT, BAR_WIDTH, BAR_HEIGHT - 5);
  if (readiness->recorded) {
    int x = block(0, part_of(so_far, total, BAR_WIDTH), "#000", out);
    so_far += sum->points[READY_CARRIED] + sum->points[READY_WAIVED];
    x = block(x, part_of(so_far, total, BAR_WIDTH), "url(#off)", out);
    so_far += sum->points[READY_LATE];
    block(x, part_of(so_far, total, BAR_WIDTH), "url(#late)", out);
  }
  int mark = part_of(sum->points[READY_DUE], total, BAR_WIDTH);
  g_string_append_printf(
      out,
      "<path d=\"M%d,0V%d\" stroke=\"#fff\" stroke-width=\"5\"/><path d=\"M%d,0V%d\" stroke=\"#000\" "
      "stroke-width=\"2\"/></svg>",
      mark, BAR_HEIGHT, mark, BAR_HEIGHT);
}

/* ---- the way to 15 March ---- */

typedef struct {
  const Readiness *readiness;
  GString *out;
} Chart;

static int x_of(const Chart *chart, Day day) {
  const Readiness *readiness = chart->readiness;
  int days = readiness->gala - readiness->first;
  return days > 0 ? LEFT + (RIGHT - LEFT) * (day - readiness->first) / days : RIGHT;
}

static int y_of(const Chart *chart, gint64 points) {
  return BOTTOM - part_of(points, chart->readiness->to_gala.points[READY_TOTAL], BOTTOM - TOP);
}

static void text(const Chart *chart, int x, int y, const char *anchor, const char *words) {
  g_string_append_printf(chart->out, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
}

static void draw_frame(const Chart *chart) {
  for (int i = 0; i <= 2; i++) {
    int y = BOTTOM - (BOTTOM - TOP) * i / 2;
    g_autofree char *words = g_strdup_printf("%d%%", i * 50);
    g_string_append_printf(chart->out, "<path d=\"M%d,%dH%d\" stroke=\"#000\" stroke-width=\"%s\"/>", LEFT, y, RIGHT,
                           i == 0 ? "1" : ".4");
    text(chart, LEFT - 5, y + 4, "end", words);
  }
}

/* At the edges the text stands beside its line, not under it. */
static void draw_day(const Chart *chart, Day day, int y, const char *words) {
  int month, mday, x = x_of(chart, day);
  day_split(day, NULL, &month, &mday);
  g_autofree char *date = g_strdup_printf("%d月%d日%s", month, mday, words);
  text(chart, x, y, x < LEFT + 40 ? "start" : x > RIGHT - 40 ? "end" : "middle", date);
}

static void draw_line(const Chart *chart, gboolean planned, const char *style) {
  const GArray *points = chart->readiness->points;
  g_string_append(chart->out, "<polyline fill=\"none\" stroke=\"#000\" points=\"");
  for (guint i = 0; i < points->len; i++) {
    const ReadyPoint *point = &g_array_index(points, ReadyPoint, i);
    gint64 value = planned ? point->planned : point->done;
    if (value >= 0) {
      g_string_append_printf(chart->out, "%s%d,%d", i > 0 ? " " : "", x_of(chart, point->day), y_of(chart, value));
    }
  }
  g_string_append_printf(chart->out, "\" %s/>", style);
}

/* Where the solid line ends: a dot and its percentage, on the side where there is room. */
static void draw_end(const Chart *chart) {
  const Readiness *readiness = chart->readiness;
  const ReadyPoint *end = NULL;
  for (guint i = 0; i < readiness->points->len; i++) {
    const ReadyPoint *point = &g_array_index(readiness->points, ReadyPoint, i);
    end = point->done >= 0 ? point : end;
  }
  if (end == NULL) {
    return;
  }
  gboolean above = end->done >= end->planned; /* the dashed line is on the other side */
  int x = x_of(chart, end->day), y = y_of(chart, end->done);
  gboolean high =
      above && y - 10 < TOP + 14 && x <= RIGHT - 40; /* then behind the point, where only the dashed line goes on */
  int beside = above ? MAX(y - 10, TOP + 15) : MIN(y + 20, BOTTOM - 6);
  g_autofree char *words = g_strdup_printf("%d%%", ready_percent(end->done, readiness->to_gala.points[READY_TOTAL]));
  g_string_append_printf(chart->out, "<circle cx=\"%d\" cy=\"%d\" r=\"4\"/>", x, y);
  g_string_append(chart->out, "<g class=\"end\">");
  gboolean left = x > RIGHT - 20, right = high || x < LEFT + 20;
  text(chart, left ? x - 8 : high ? x + 8 : x, beside, left ? "end" : right ? "start" : "middle", words);
  g_string_append(chart->out, "</g>");
}

void readychart_trend(const Readiness *readiness, GString *out) {
  const Chart chart = {readiness, out};
  if (readiness->points->len == 0) {
    return;
  }
  g_string_append_printf(out, "<svg class=\"trend\" viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, HEIGHT);
  draw_frame(&chart);
  g_string_append_printf(out, "<path d=\"M%d,%dV%d\" stroke=\"#000\" stroke-width=\"1.5\"/>", RIGHT, TOP, BOTTOM + 5);
  draw_day(&chart, readiness->gala, BOTTOM + 20, "");
  if (readiness->gala > readiness->first) {
    draw_day(&chart, readiness->first, BOTTOM + 20, "");
  }
  if (readiness->recorded && readiness->today >= readiness->first && readiness->today < readiness->gala) {
    int x = x_of(&chart, readiness->today);
    g_string_append_printf(out, "<path d=\"M%d,%dV%d\" stroke=\"#000\" stroke-width=\".6\" stroke-dasharray=\"1 3\"/>",
                           x, TOP, BOTTOM);
    draw_day(&chart, readiness->today, TOP - 8, "（今天）");
  }
  draw_line(&chart, TRUE, "stroke-width=\"1.5\" stroke-dasharray=\"5 4\"");
  if (readiness->recorded) {
    draw_line(&chart, FALSE, "stroke-width=\"3\"");
    draw_end(&chart);
  }
  g_string_append(out, "</svg>\n");
}
