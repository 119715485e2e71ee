package io.nauthera.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * An OAuth 2.0 client that a developer asks for, registered where the governing policies allow it.
 */
@Group(AuthApi.GROUP)
@Version(AuthApi.VERSION)
@Plural("authclients")
@ShortNames("oac")
@Categories("nauthera")
@AdditionalPrinterColumn(
    name = "Ready",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "Client-ID",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.clientId")
@AdditionalPrinterColumn(
    name = "Server",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.authServerRef.name")
@AdditionalPrinterColumn(
    name = "Secret",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    jsonPath = ".status.clientSecretRef.name")
@AdditionalPrinterColumn(
    name = "Status",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public final class AuthClient extends CustomResource<AuthClientSpec, AuthClientStatus>
    implements Namespaced {}
