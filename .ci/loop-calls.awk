# Reads `objdump -dr --no-show-raw-insn` and prints the calls inside innermost loops: function, called function.
function address(text,    i, value) {
    for (i = 1; i <= length(text); i++) value = value * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
    return value
}
function finish_function(    i, j, is_inner) {
    for (i = 0; i < loops; i++) {
        is_inner = 1
        for (j = 0; j < loops; j++) {
            if (first[j] >= first[i] && last[j] <= last[i] && last[j] - first[j] < last[i] - first[i]) is_inner = 0
        }
        for (j = 0; is_inner && j < calls; j++) {
            if (at[j] >= first[i] && at[j] <= last[i]) print name, target[j]
        }
    }
    loops = calls = 0
}
/^[0-9a-f]+ <.*>:$/ { finish_function(); name = substr($2, 2, length($2) - 3); next }
/^ +[0-9a-f]+:\tj/ {
    sub(":", "", $1)
    # A jump back closes a loop.
    if (address($3) <= address($1)) { first[loops] = address($3); last[loops++] = address($1) }
}
/^ +[0-9a-f]+:\tcall/ { sub(":", "", $1); at[calls] = address($1); target[calls++] = $NF; next }
# The relocation after a call names what is called.
/: R_/ && calls && target[calls - 1] !~ /^named / { target[calls - 1] = "named " $NF }
END { finish_function() }
