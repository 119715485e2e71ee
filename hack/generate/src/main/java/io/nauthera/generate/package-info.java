/** Generates files from the Java types of the resources: CRDs and their reference pages. */
@NullMarked
package io.nauthera.generate;

import org.jspecify.annotations.NullMarked;
