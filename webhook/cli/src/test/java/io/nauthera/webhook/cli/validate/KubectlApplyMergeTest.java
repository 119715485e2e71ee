package io.nauthera.webhook.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AgainstClusterTest of the demo asks a real kubectl the same. */
class KubectlApplyMergeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode json(String json) throws JsonProcessingException {
    return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
  }

  private static ObjectNode object(String spec) throws JsonProcessingException {
    return json("{'metadata':{'annotations':{'theirs':'1'}},'spec':" + spec + "}");
  }

  private static ObjectNode manifest(String spec) throws JsonProcessingException {
    return json("{'metadata':{},'spec':" + spec + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // stored | last applied | manifest | merged
        "{'a':1}        | {'a':1}       | {'a':2}           | {'a':2}",
        "{'a':1,'b':2}  | {'a':1}       | {'a':1}           | {'a':1,'b':2}",
        "{'a':1,'b':2}  | {'a':1,'b':2} | {'a':1}           | {'a':1}",
        "{'a':1,'b':2}  | {'a':1,'b':2} | {'a':1,'b':null}  | {'a':1}",
        "{'a':1,'b':2}  | {'a':1}       | {'a':1,'b':null}  | {'a':1}",
        "{'a':1,'b':2}  | {'a':1,'b':null} | {'a':1,'b':null} | {'a':1,'b':2}",
        "{'a':1,'b':2}  | {'a':1,'b':null} | {'a':1}          | {'a':1}",
        "{'a':1}        | {'a':1}       | {'b':{'c':null,'d':1}} | {'b':{'d':1}}",
        "{'a':{'b':1,'c':2}} | {'a':{'b':1}} | {'a':{'d':3}} | {'a':{'c':2,'d':3}}",
        "{'a':[1,2]}    | {'a':[1,2]}   | {'a':[3]}         | {'a':[3]}",
        "{'a':1}        | {'a':1}       | {'a':1.0}         | {'a':1}",
        "{'a':1}        | {'a':1}       | {'a':{'b':1}}     | {'a':{'b':1}}",
      })
  void stored_underAManifest_becomes(String stored, String last, String manifest, String merged)
      throws JsonProcessingException {
    ObjectNode there = object(stored);
    there
        .withObject("/metadata/annotations")
        .put("kubectl.kubernetes.io/last-applied-configuration", manifest(last).toString());

    assertThat(KubectlApplyMerge.over(there, manifest(manifest)).path("spec"))
        .isEqualTo(json(merged));
  }

  @Test
  void stored_thatNobodyApplied_losesNothing() throws JsonProcessingException {
    assertThat(KubectlApplyMerge.over(object("{'a':1}"), manifest("{'b':2}")))
        .isEqualTo(object("{'a':1,'b':2}"));
  }

  @Test
  void stored_appliedOnTheServersSide_losesWhatTheApplierOwnedAndNoLongerSays()
      throws JsonProcessingException {
    ObjectNode there = object("{'a':1,'b':2,'c':3}");
    there
        .withObject("/metadata")
        .set(
            "managedFields",
            JSON.readTree(
                """
                [{"operation": "Apply", "fieldsV1": {"f:spec": {"f:a": {}, "f:b": {}}}},
                 {"operation": "Update", "fieldsV1": {"f:spec": {"f:c": {}}}},
                 {"operation": "Apply", "fieldsV1": {"f:metadata": {"f:annotations": {}}}}]
                """));

    ObjectNode merged = KubectlApplyMerge.over(there, manifest("{'a':1}"));

    assertThat(merged.path("spec")).isEqualTo(json("{'a':1,'c':3}"));
    assertThat(merged.at("/metadata/annotations/theirs").asText()).isEqualTo("1");
  }

  @Test
  void stored_underItsOwnManifest_isUnchanged() throws JsonProcessingException {
    ObjectNode there = object("{'a':1}");

    assertThat(KubectlApplyMerge.over(there, manifest("{'a':1}"))).isEqualTo(there);
  }
}
