/** The worker against real servers, which the tests start themselves on free ports. Run by {@code hack/it}. */
@NullMarked
package dev.sealift.it;

import org.jspecify.annotations.NullMarked;
