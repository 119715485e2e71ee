/** Container images made without a container engine and without a base image from a registry. */
@NullMarked
package io.nauthera.images;

import org.jspecify.annotations.NullMarked;
