/* What is built from lang/mongosh/ or lies there, as bytes. */
__asm__(".pushsection .rodata\n"
	".global mongosh_library\n"
	".global mongosh_library_end\n"
	"mongosh_library:\n"
	".incbin \"" GRADER_INSIDE_NODE "\"\n"
	"mongosh_library_end:\n"
	".global mongosh_bootstrap\n"
	"mongosh_bootstrap:\n"
	".incbin \"grader/lang/mongosh/bootstrap.js\"\n"
	".byte 0\n"
	".popsection\n");
