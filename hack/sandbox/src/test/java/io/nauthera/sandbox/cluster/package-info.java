@NullMarked
package io.nauthera.sandbox.cluster;

import org.jspecify.annotations.NullMarked;
