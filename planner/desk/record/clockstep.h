/* Whether the wall clock was set since an earlier entry. Pure. */
#pragma once
#include "model/entry.h"

/* Milliseconds by which the wall clock went another way than it should have, negative = back; 0 where it did not, within 120 s a day and at least 5 s, or
 * where nothing can be told. In one start of the machine both clocks must have gone equally far; after a new start it must not be earlier. */
gint64 clockstep_between(const EntryTime *then, const EntryTime *now);
