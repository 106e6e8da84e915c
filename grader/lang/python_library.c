/* The library of the warm python3, built from lang/python/, as bytes. */
#include "lang/python.h"

__asm__(".pushsection .rodata\n"
	".global python_library\n"
	".global python_library_end\n"
	"python_library:\n"
	".incbin \"" GRADER_INSIDE "\"\n"
	"python_library_end:\n"
	".popsection\n");
