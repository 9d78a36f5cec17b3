from __future__ import annotations

from assistant.text.words import content_words, stems, terms


def test_content_words_are_stems_without_stop_words_and_numbers() -> None:
    assert content_words("The kernels are 2.8× faster than quantized ones") == [
        "kernel",
        "faster",
        "quantiz",
        "one",
    ]


def test_hyphenated_words_count_as_their_parts() -> None:
    assert content_words("training-free") == content_words("training free")


def test_fine_tuning_is_one_word_however_written_and_not_akin_to_fine_grained() -> None:
    assert content_words("fine-tuning, fine tuned, finetune") == ["finetun", "tune"] * 3
    assert not set(content_words("fine-tuning")) & set(content_words("fine-grained"))


def test_terms_keep_names_whole() -> None:
    assert terms("FlashAttention-3, W4A8 and H$_2$O at 2.8×") == [
        "flashattention-3",
        "w4a8",
        "and",
        "h2o",
        "at",
        "2.8x",
    ]


def test_plurals_of_acronyms_count_as_the_acronym() -> None:
    assert content_words("GPUs, LLMs") == content_words("GPU, LLM")


def test_stems_come_with_the_first_word_that_has_them() -> None:
    assert stems("Kernels and the kernel of quantised weights") == {
        "kernel": "Kernels",
        "quantiz": "quantised",
        "weight": "weights",
    }
