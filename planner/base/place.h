/* Where the program's own data and helper programs are, found from the place of the executable (…/bin or …/libexec/ready315), or from
 * READY315_SHARE. Static strings. */
#pragma once

const char *place_share(void);   /* …/share/ready315 */
const char *place_libexec(void); /* …/libexec/ready315 */
