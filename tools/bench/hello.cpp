// The yardstick of whole processes: what any C++ program costs that is linked as usual.
#include <iostream>

int main() { std::cout << "hello, world\n"; }
