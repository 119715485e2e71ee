/** Writes the Secret that an application mounts. */
@NullMarked
package io.nauthera.controller.credentials;

import org.jspecify.annotations.NullMarked;
