@NullMarked
package dev.sealift.tools.worker;

import org.jspecify.annotations.NullMarked;
