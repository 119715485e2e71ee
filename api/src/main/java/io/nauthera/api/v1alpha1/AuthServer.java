package io.nauthera.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A realm of an authorization server, at which clients are registered. */
@Group(AuthApi.GROUP)
@Version(AuthApi.VERSION)
@Plural("authservers")
@ShortNames("oas")
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
    name = "Issuer",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.issuerUrl")
@AdditionalPrinterColumn(
    name = "Clients",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.clients")
@AdditionalPrinterColumn(
    name = "Server-Version",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    jsonPath = ".status.serverVersion")
@AdditionalPrinterColumn(
    name = "Status",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public final class AuthServer extends CustomResource<AuthServerSpec, AuthServerStatus>
    implements Namespaced {}
