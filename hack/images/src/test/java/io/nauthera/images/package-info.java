@NullMarked
package io.nauthera.images;

import org.jspecify.annotations.NullMarked;
