package io.nauthera.webhook.cli.validate;

import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.admission.AdmissionRouter;
import io.nauthera.webhook.admission.Deadline;
import io.nauthera.webhook.cli.manifests.Manifests;
import io.nauthera.webhook.cli.manifests.ReadError;
import io.nauthera.webhook.cli.validate.PreparedManifest.Claim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Validates manifests as admission would if they were applied together: first what others refer to,
 * then clients in the order in which they are read, each against what was allowed before.
 */
public final class Validator {
  private final ApiServerPipeline pipeline;
  private final ClusterState clusterState;
  private final AdmissionRouter validating;

  /** Allowed manifests are added to the state. */
  public Validator(
      ApiServerPipeline pipeline, ClusterState clusterState, LoopbackHttp loopbackHttp) {
    this.pipeline = pipeline;
    this.clusterState = clusterState;
    ManifestIndex index = clusterState.index();
    this.validating = AdmissionRouter.validating(index, index::client, loopbackHttp);
  }

  public Validation validate(Manifests reading) {
    ManifestSet manifests = ManifestSet.of(reading, pipeline, clusterState);
    List<String> notes = notes(reading, manifests);
    List<PreparedManifest> prepared = manifests.prepared();
    List<ReadError> errors = new ArrayList<>(manifests.errors());
    @Nullable Result[] results = new Result[prepared.size()];
    for (ResourceKind kind : ClusterState.ORDER) {
      if (kind == ResourceKind.AUTH_CLIENT) {
        validateUncontested(prepared, results);
      }
      for (int i = 0; i < results.length; i++) {
        if (prepared.get(i).kind() == kind && results[i] == null) {
          results[i] = validate(prepared.get(i));
          unreliable(prepared.get(i), results[i]).ifPresent(errors::add);
        }
      }
    }
    return new Validation(Arrays.asList(results), errors, notes, skipped(reading));
  }

  /**
   * The result of a client depends on another one only if both claim the same; the others are
   * validated on all cores.
   */
  private void validateUncontested(List<PreparedManifest> prepared, @Nullable Result[] results) {
    if (!clusterState.isEmpty()) {
      return;
    }
    List<List<Claim>> claims =
        prepared.parallelStream()
            .map(manifest ->
                manifest.kind() == ResourceKind.AUTH_CLIENT ? manifest.claims() : List.<Claim>of())
            .toList();
    Set<Claim> seen = new HashSet<>();
    Set<Claim> contested =
        claims.stream()
            .flatMap(List::stream)
            .filter(claim -> !seen.add(claim))
            .collect(Collectors.toSet());
    IntStream.range(0, results.length)
        .parallel()
        .filter(i -> prepared.get(i).kind() == ResourceKind.AUTH_CLIENT)
        .filter(i -> Collections.disjoint(claims.get(i), contested))
        .forEach(i -> results[i] = answer(prepared.get(i)));
  }

  private static SortedMap<String, Integer> skipped(Manifests reading) {
    SortedMap<String, Integer> skipped = new TreeMap<>(reading.skipped());
    if (!reading.unreadable().isEmpty()) {
      skipped.put("unreadable file", reading.unreadable().size());
    }
    return skipped;
  }

  private List<String> notes(Manifests reading, ManifestSet manifests) {
    return Stream.of(reading.notes(), manifests.settle(clusterState))
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Adds the manifests to the state; clients as if they had existed before, whatever the policies
   * say. The validation has no results.
   */
  public Validation assume(Manifests reading) {
    ManifestSet manifests = ManifestSet.of(reading, pipeline, clusterState);
    List<String> notes = notes(reading, manifests);
    List<ReadError> errors = new ArrayList<>(manifests.errors());
    for (ResourceKind kind : ClusterState.ORDER) {
      for (PreparedManifest manifest : manifests.prepared()) {
        if (manifest.kind() == kind) {
          assume(manifest).ifPresent(errors::add);
        }
      }
    }
    return new Validation(List.of(), errors, notes, skipped(reading));
  }

  private Optional<ReadError> assume(PreparedManifest manifest) {
    if (manifest.kind() == ResourceKind.AUTH_CLIENT && manifest.refusal() == null) {
      clusterState.admit(manifest);
      return Optional.empty();
    }
    Result result = validate(manifest);
    return result.allowed()
        ? Optional.empty()
        : Optional.of(
            new ReadError(
                result.file(),
                result.violations().getFirst().position(),
                "%s %s/%s: %s"
                    .formatted(
                        result.kind(),
                        result.namespace(),
                        result.name(),
                        result.violations().stream()
                            .map(Issue::toString)
                            .collect(Collectors.joining("; ")))));
  }

  private Result validate(PreparedManifest manifest) {
    Result result = answer(manifest);
    if (result.allowed()) {
      clusterState.admit(manifest);
    }
    return result;
  }

  private Result answer(PreparedManifest manifest) {
    return manifest.refusal() == null
        ? Results.of(manifest, validating.verdict(manifest.review(), Deadline.NONE))
        : Results.refusedBySchema(manifest, manifest.refusal());
  }

  /** Without an invalid policy or server, the results of clients are not certain. */
  private static Optional<ReadError> unreliable(PreparedManifest manifest, Result result) {
    boolean matters =
        manifest.kind() == ResourceKind.AUTH_POLICY || manifest.kind() == ResourceKind.AUTH_SERVER;
    return result.allowed() || !matters
        ? Optional.empty()
        : Optional.of(
            new ReadError(
                result.file(),
                result.position(),
                "%s %s/%s is invalid, so AuthClients were validated without it: fix it first"
                    .formatted(manifest.kind(), manifest.namespace(), manifest.name())));
  }
}
