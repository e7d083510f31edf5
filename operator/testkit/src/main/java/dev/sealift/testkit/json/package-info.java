/** JSON, as all doubles read and write it. */
@NullMarked
package dev.sealift.testkit.json;

import org.jspecify.annotations.NullMarked;
