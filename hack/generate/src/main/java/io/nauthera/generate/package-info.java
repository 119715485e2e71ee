/** Makes what is derived from the Java types: CRDs and their reference pages. */
@NullMarked
package io.nauthera.generate;

import org.jspecify.annotations.NullMarked;
