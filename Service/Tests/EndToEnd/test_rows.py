"""Every row of the interface's two tables, and the tests that show it: a row whose test is gone is found here."""

import pathlib
import re

import pytest

TESTS = set(re.findall(
    r"^def (test_\w+)", "\n".join(p.read_text() for p in pathlib.Path(__file__).parent.glob("test_*.py")), re.MULTILINE))

REQUESTS = {
    "GET, HEAD /key": "test_get_and_head_answer_an_object_with_its_headers test_304_and_412_follow_the_conditions "
        "test_206_answers_a_range_and_416_one_outside test_404_for_what_is_not_there",
    "GET, HEAD /key?ci-process": "test_ci_process_answers_what_the_command_line_tool_makes "
        "test_a_result_has_a_tag_of_its_own_and_304_costs_no_work test_head_of_a_result_has_no_body",
    "GET /?ci-process&detect-url": "test_an_image_from_elsewhere_is_enhanced "
        "test_detect_url_wins_over_a_key_and_is_decoded_when_it_is_encoded_again test_a_signature_must_cover_it "
        "test_anonymous_read_never_fetches_and_all_does",
    "PUT /key": "test_put_answers_tag_and_checksum",
    "PUT /key + Pic-Operations": "test_put_with_rules_stores_original_and_results",
    "POST /key?image_process": "test_post_processes_what_is_stored",
    "DELETE /key": "test_delete_is_204_also_for_what_is_not_there",
    "HEAD /": "test_head_of_a_bucket",
    "OPTIONS": "test_preflight_by_the_list_of_origins",
    "multipart": "test_post_uploads_put_parts_post_upload_id_makes_one_object test_delete_upload_id_aborts "
        "test_get_upload_id_lists_parts_and_get_uploads_lists_uploads test_pic_operations_on_completion_process_too "
        "test_parts_need_permission_to_put",
    "other sub-resources, methods": "test_405_for_other_methods_and_sub_resources",
    "permissions of each": "test_each_request_needs_its_permissions test_permission_comes_before_whether_anything_is_there",
    "bucket from Host": "test_a_bucket_comes_from_the_host",
    "parameters": "test_levels_are_0_to_5_and_3_where_nothing_is_said test_400_invalid_argument_names_the_parameter "
        "test_other_processing_is_400_and_never_the_original",
    "Pic-Operations, fileid, keys": "test_wrong_rules_are_refused_and_nothing_is_stored test_two_pic_operations_headers_are_refused "
        "test_no_rules_on_put_is_a_plain_upload test_a_rule_may_replace_the_original test_400_invalid_object_name",
    "all or nothing": "test_a_put_that_can_not_be_processed_stores_nothing test_one_failing_rule_fails_all",
    "ignore-error": "test_ignore_error_in_a_rule_copies_the_source test_ignore_error_answers_the_original",
    "ETag of a processed GET": "test_levels_0_and_0_give_the_original_and_its_tag test_a_range_of_a_result_is_ignored",
}

ERRORS = {
    "InvalidArgument": "test_400_invalid_argument_names_the_parameter",
    "InvalidPicOperations": "test_wrong_rules_are_refused_and_nothing_is_stored",
    "InvalidImageFormat": "test_400_invalid_image_format",
    "ImageTooLarge": "test_400_image_too_large_by_bytes",
    "ImageResolutionExceed": "test_400_image_resolution_exceed_by_pixels_and_by_memory",
    "InvalidImageSource": "test_what_can_not_be_fetched_is_one_error_that_tells_nothing",
    "InvalidObjectName": "test_400_invalid_object_name",
    "KeyTooLong": "test_400_key_too_long",
    "EntityTooLarge": "test_400_entity_too_large",
    "BadDigest, InvalidDigest": "test_content_md5_is_checked",
    "InvalidRequest": "test_400_invalid_request_for_two_signatures",
    "InvalidPart, MalformedXML": "test_400_malformed_xml_and_invalid_part",
    "AccessDenied": "test_403_access_denied",
    "InvalidAccessKeyId": "test_403_invalid_access_key_id",
    "SignatureDoesNotMatch": "test_403_signature_does_not_match",
    "RequestTimeTooSkewed": "test_403_request_time_too_skewed",
    "AccessForbidden": "test_preflight_by_the_list_of_origins",
    "NoSuchKey": "test_every_error_has_what_sdks_read",
    "NoSuchBucket": "test_404_no_such_bucket",
    "NoSuchUpload": "test_404_no_such_upload",
    "MethodNotAllowed": "test_405_for_other_methods_and_sub_resources",
    "PathConflict": "test_path_conflict_is_409",
    "FileAlreadyExists": "test_put_overwrites_unless_that_is_forbidden",
    "PreconditionFailed": "test_304_and_412_follow_the_conditions",
    "InvalidRange": "test_416_is_an_xml_error",
    "InternalError": "test_a_full_disk_stores_nothing_and_is_survived",
    "SlowDown": "test_one_more_than_workers_and_queue_is_503_slow_down test_503_after_queue_timeout "
        "test_overload_refuses_a_put_before_its_body",
    "copy-source, server-side-encryption": "test_headers_that_would_mislead_are_refused",
}


@pytest.mark.parametrize("row", [*REQUESTS.items(), *ERRORS.items()], ids=lambda row: row[0])
def test_each_row_has_its_tests(row):
    assert not set(row[1].split()) - TESTS
