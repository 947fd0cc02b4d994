/* What a sheet can be made for, and what of. Apart from sheet.h because whoever hands programs their tools (desk/tools.h) needs no more. */
#pragma once

/* Sheets on a printer keep 12 mm clear on each side; WIDE is landscape. PAPER_PHONE is a picture 1080 px wide with large type, as long as it has
 * to be. */
typedef enum { PAPER_A4, PAPER_A4_WIDE, PAPER_A3, PAPER_A3_WIDE, PAPER_PHONE, N_PAPERS } Paper;
typedef enum { PAPER_PDF, PAPER_PNG, PAPER_SVG, N_PAPER_FORMATS } PaperFormat;
