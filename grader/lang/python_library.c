/* What is built from lang/python/ or lies there, as bytes. */
#include "lang/python.h"

__asm__(".pushsection .rodata\n"
	".global python_library\n"
	".global python_library_end\n"
	"python_library:\n"
	".incbin \"" GRADER_INSIDE "\"\n"
	"python_library_end:\n"
	".global python_style\n"
	"python_style:\n"
	".incbin \"grader/lang/python/style.py\"\n"
	".byte 0\n"
	".popsection\n");
