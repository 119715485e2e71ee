/** Reconciles AuthPolicies: which clients each governs and how far it is applied. */
@NullMarked
package io.nauthera.controller.authpolicy;

import org.jspecify.annotations.NullMarked;
