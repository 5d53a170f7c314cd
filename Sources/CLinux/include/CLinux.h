// What Linux offers and neither Glibc's module map nor the importer can express: variadic calls and function-like macros.
#pragma once
