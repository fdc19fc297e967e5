"""A language model of 600 kB: a llama whose weights say which letter follows which, so that it writes one word.

A real server loads it, reads the prompt, and writes an answer that its grammar, made from the schema, allows.
"""

from pathlib import Path

import numpy as np
from gguf import GGUFWriter, TokenType

_WIDTH, _INNER, _CONTEXT = 288, 32, 16384
_BYTE = 3  # the first of the tokens that stand for bytes, after <unk>, <s> and </s>
_TEMPLATE = "{% for message in messages %}{{ message.content }}\n{% endfor %}"


def write_model(path: Path, word: str) -> Path:
    """A llama of one layer whose tokens are bytes. It opens every list once and puts the word wherever it may."""
    tokens = [b"<unk>", b"<s>", b"</s>", *(f"<0x{byte:02X}>".encode() for byte in range(256))]
    writer = GGUFWriter(path, "llama")
    writer.add_context_length(_CONTEXT)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(_INNER)
    writer.add_head_count(2)
    writer.add_head_count_kv(2)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_WIDTH // 2)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types([TokenType.UNKNOWN, TokenType.CONTROL, TokenType.CONTROL, *[TokenType.BYTE] * 256])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(_TEMPLATE)
    for name, values in _tensors(len(tokens), word).items():
        writer.add_tensor(f"{name}.weight", values.astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _tensors(count: int, word: str) -> dict[str, np.ndarray]:
    """Attention and inner layers do nothing; the last token alone says what comes next."""
    output = np.zeros((count, _WIDTH))
    for first, second in ["[{", "}]", ":n", *zip(f'"{word}', f'{word}"', strict=True)]:
        output[_BYTE + ord(second), _BYTE + ord(first)] = 1
    output[_BYTE + ord(" "), :count] = output[_BYTE + ord("\n"), :count] = -1
    square = {f"blk.0.attn_{part}": np.zeros((_WIDTH, _WIDTH)) for part in ("q", "k", "v", "output")}
    wide = {f"blk.0.ffn_{part}": np.zeros((_INNER, _WIDTH)) for part in ("gate", "up")}
    norms = {name: np.ones(_WIDTH) for name in ("blk.0.attn_norm", "blk.0.ffn_norm", "output_norm")}
    back = {"blk.0.ffn_down": np.zeros((_WIDTH, _INNER))}
    return {"token_embd": np.eye(count, _WIDTH), "output": output, **square, **wide, **back, **norms}
