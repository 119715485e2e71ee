/** What the cluster holds, kept by informers, and whom a change concerns. */
@NullMarked
package io.nauthera.controller.cluster;

import org.jspecify.annotations.NullMarked;
