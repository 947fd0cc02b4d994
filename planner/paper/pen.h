/* From a page's draws to lines, greys, texts and pictures: the shapes of ticks, bars, marks and codes are said here once, for every format. Pure. */
#pragma once
#include "paper/layout.h"

/* What a format draws with. Points, x to the right and y down. A path is begun by `move`, `box` or `dot` and used up by `stroke` or `fill`. */
typedef struct {
  void (*move)(gpointer data, double x, double y);
  void (*line)(gpointer data, double x, double y);
  void (*close)(gpointer data);
  void (*box)(gpointer data, double x, double y, double width, double height);
  void (*dot)(gpointer data, double x, double y, double radius);
  void (*stroke)(gpointer data, double line, double grey);
  void (*fill)(gpointer data, double grey);
  void (*hold)(gpointer data, double x, double y, double width, double height); /* nothing outside of it until `let` */
  void (*let)(gpointer data);
  void (*text)(gpointer data, const Draw *draw, double grey);
  gboolean (*picture)(gpointer data, const Draw *draw); /* FALSE: it cannot be unpacked */
  gpointer data;
} Pen;

/* From the ground up: greys, rules, boxes to tick, bars, and on them what is read, in its order. */
void pen_page(const Pen *pen, const Page *page);
