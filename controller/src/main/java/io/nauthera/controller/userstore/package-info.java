/** Reconciles UserStores: whether the Secrets that each names exist. */
@NullMarked
package io.nauthera.controller.userstore;

import org.jspecify.annotations.NullMarked;
