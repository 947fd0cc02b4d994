/* People are found by initials: the readings of names, and of the surnames that are read in a way of their own. */
#include "base/pinyin.h"
#include <string.h>

static void names(void) {
  static const struct {
    const char *name, *initials;
  } ROWS[] = {
      {"王芳", "wf"},
      {"单小龙", "sxl"},
      {"欧阳娜", "oyn"},
      {"曾志伟", "zzw"},
      {"吕布", "lb"},
      {"尉迟恭", "ycg"},
      {"长孙无忌", "zswj"},
      {"万俟卨", "mqx"},
      {"万里", "wl"},
      {"乐正", "yz"},
      {"乐嘉", "yj"},
      {"单于明", "cym"},
      {"澹台明", "ttm"},
      {"区家麟", "ojl"},
      {"朴树", "ps"},
      {"仇英", "qy"},
      {"查良镛", "zly"},
      {"解晓东", "xxd"},
      {"盖叫天", "gjt"},
      {"任正非", "rzf"},
      {"覃晓", "qx"},
      {"翟志刚", "zzg"},
      {"种师道", "csd"},
      {"召树屯", "sst"},
      {"诸葛亮", "zgl"},
      {"李晟", "ls"},
      {"王长顺", "wcs"},
      {"李行", "lx"},
      {"王重阳", "wzy"},
      {"", ""},
      {"  单 强", "sq"},
      {"Li Lei", "lilei"},
      {"王芳2", "wf2"},
      {"王芳（早班）", "wfzb"},
      {"阿依古丽·买买提", "ayglmmt"},
      {"ＡＢ王", "abw"},
      {"〇一", "ly"},
      {"😀王", "w"},
      {"㐀王", "qw"},
      {"王é芳", "wf"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *initials = pinyin_initials(ROWS[i].name, TRUE);
    g_assert_cmpstr(initials, ==, ROWS[i].initials);
  }
}

/* Without `surname`, a department or a product is read as it stands. */
static void plain_text(void) {
  static const struct {
    const char *text, *initials;
  } ROWS[] = {{"单品", "dp"}, {"客服部", "kfb"}, {"解决", "jj"}, {"查询台", "cxt"}, {"盖饭", "gf"}, {"女装", "nz"}};
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autofree char *initials = pinyin_initials(ROWS[i].text, FALSE);
    g_assert_cmpstr(initials, ==, ROWS[i].initials);
  }
}

static void readings(void) {
  static const struct {
    gunichar c;
    const char *reading;
  } ROWS[] = {
      {0x738B /* 王 */, "wang"},
      {0x5415 /* 吕 */, "lv"},
      {0x5973 /* 女 */, "nv"},
      {0x7565 /* 略 */, "lve"},
      {0x4E00 /* 一 */, "yi"},
      {0x88C5 /* 装 */, "zhuang"},
      {0x513F /* 儿 */, "er"},
      {0x3007 /* 〇 */, "ling"},
      {0x5355 /* 单 */, "dan"},
      {'a', NULL},
      {0x3042 /* あ */, NULL},
      {0x1F600, NULL},
      {0x9FFF, NULL},
      {0xA000, NULL},
      {0x33FF, NULL},
      {0, NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_assert_cmpstr(pinyin_reading(ROWS[i].c), ==, ROWS[i].reading);
  }
}

/* All of GB 2312, what names are written with, has a reading of plain letters. */
static void coverage(void) {
  guint n = 0;
  for (guint high = 0xB0; high <= 0xF7; high++) {
    for (guint low = 0xA1; low <= 0xFE; low++) {
      const char bytes[] = {(char)high, (char)low};
      g_autofree char *utf8 = g_convert(bytes, 2, "UTF-8", "GB2312", NULL, NULL, NULL);
      if (!utf8) {
        continue; /* a few places of the set are empty */
      }
      const char *reading = pinyin_reading(g_utf8_get_char(utf8));
      g_assert_nonnull(reading);
      g_assert_cmpuint(strspn(reading, "abcdefghijklmnopqrstuvwxyz"), ==, strlen(reading));
      g_assert_cmpuint(strlen(reading), >=, 1);
      n++;
    }
  }
  g_assert_cmpuint(n, ==, 6763);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pinyin/names", names);
  g_test_add_func("/pinyin/plain-text", plain_text);
  g_test_add_func("/pinyin/readings", readings);
  g_test_add_func("/pinyin/coverage", coverage);
  return g_test_run();
}
