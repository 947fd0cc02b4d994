/* What a faultless .ics file still meets in the programs that people use: the closing table of `calendar lint`. */
#pragma once

/* Chinese phrases; 未证实 where nobody has tried. */
typedef struct {
  const char *client, *import, *subscribe, *alarms, *note;
} IcsClient;
extern const IcsClient icsclients[]; /* ends with a NULL client */
