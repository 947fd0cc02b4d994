/* What a photograph's file says of itself: kind, size and which way up it was taken. Pure; the pixels are jpeg.h's and cairo's. */
#pragma once
#include <glib.h>

typedef enum { PHOTO_NONE, PHOTO_PNG, PHOTO_JPEG } PhotoKind;
typedef struct {
  PhotoKind kind;    /* PHOTO_NONE: neither, or too large (more than 60 million pixels; PNG 25) */
  int width, height; /* pixels as the file has them */
  int turn;          /* Exif orientation 1…8: cameras store what they saw and say how it was held */
} Photo;

Photo photo_look(GBytes *bytes);
/* As it is to be seen: width and height change places for turns 5 to 8. */
int photo_wide(const Photo *look);
int photo_high(const Photo *look);
/* How its pixels are laid so that it is seen upright in a box: X = xx·x + xy·y + X0, Y alike. */
typedef struct {
  double xx, yx, xy, yy, x, y;
} PhotoPlace;
PhotoPlace photo_place(const Photo *look, double width, double height);
