internal import HummingbirdCore
internal import HummingbirdTLS

print("hello")
