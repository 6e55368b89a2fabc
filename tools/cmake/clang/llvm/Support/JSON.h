// Stands before LLVM's own header where clang compiles it as C++20. A class there holds a vector of a type that is
// complete only later. The members of a vector are constexpr since C++20, and clang instantiates such members where
// they are named: too early. Here the vector gets members that are not constexpr, so that clang waits. The layout is
// the same, so objects pass to and from the compiled library.
#pragma once

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>
#include <llvm/Support/FormatVariadic.h>
#include <llvm/Support/raw_ostream.h>
#include <map>
#include <utility>
#include <vector>

namespace std {  // the name below stands where LLVM writes std::vector
template <class T> struct msd_late_vector : vector<T> {
  using Base = vector<T>;
  using typename Base::const_iterator;
  using typename Base::iterator;
  msd_late_vector() {}
  msd_late_vector(const msd_late_vector& other) : Base(other) {}
  msd_late_vector(msd_late_vector&& other) noexcept : Base(std::move(other)) {}
  msd_late_vector& operator=(const msd_late_vector& other) { return Base::operator=(other), *this; }
  msd_late_vector& operator=(msd_late_vector&& other) noexcept { return Base::operator=(std::move(other)), *this; }
  ~msd_late_vector() {}
  T& operator[](size_t i) { return Base::operator[](i); }
  const T& operator[](size_t i) const { return Base::operator[](i); }
  T& front() { return Base::front(); }
  const T& front() const { return Base::front(); }
  T& back() { return Base::back(); }
  const T& back() const { return Base::back(); }
  T* data() { return Base::data(); }
  const T* data() const { return Base::data(); }
  iterator begin() { return Base::begin(); }
  const_iterator begin() const { return Base::begin(); }
  iterator end() { return Base::end(); }
  const_iterator end() const { return Base::end(); }
  bool empty() const { return Base::empty(); }
  size_t size() const { return Base::size(); }
  void reserve(size_t size) { Base::reserve(size); }
  void clear() { Base::clear(); }
  void push_back(const T& value) { Base::push_back(value); }
  void push_back(T&& value) { Base::push_back(std::move(value)); }
  void pop_back() { Base::pop_back(); }
  template <class... A> void emplace_back(A&&... a) { Base::emplace_back(std::forward<A>(a)...); }
  template <class... A> iterator insert(const_iterator at, A&&... a) { return Base::insert(at, std::forward<A>(a)...); }
  template <class... A> iterator emplace(const_iterator at, A&&... a) {
    return Base::emplace(at, std::forward<A>(a)...);
  }
  friend bool operator==(const msd_late_vector& a, const msd_late_vector& b) {
    return static_cast<const Base&>(a) == static_cast<const Base&>(b);
  }
};
}  // namespace std

#define vector msd_late_vector
#include_next <llvm/Support/JSON.h>
#undef vector
